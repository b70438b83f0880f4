"""One legal topic a module, as pure arithmetic: accrual of interest, allocation, deadlines, tariffs."""
