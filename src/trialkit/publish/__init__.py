"""Released cases out: the site and single documents, each drawn from a case and nothing else."""
