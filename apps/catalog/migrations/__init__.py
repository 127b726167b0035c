import oscar.apps.catalogue.migrations as upstream

__path__ = [*__path__, *upstream.__path__]
