"""The parts of the crash proof: the sender, the victims, the play, and what is compared at the end."""
