"""The things a case is made of: the case document, its events, calendars, values with their days."""
