"""What may be done next, one step of one claim at a time: windows, prices, plans, what would open a step."""
