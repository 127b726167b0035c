import oscar.apps.offer.migrations as upstream

__path__ = [*__path__, *upstream.__path__]
