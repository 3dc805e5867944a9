"""What plugin authors' tests import: strategies, and (beside pytest) what every plugin owes."""
