"""Tables that leave the house: one frozen value, written in any format, with how it was computed."""
