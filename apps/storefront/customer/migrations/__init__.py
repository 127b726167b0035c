import oscar.apps.customer.migrations as upstream

__path__ = [*__path__, *upstream.__path__]
