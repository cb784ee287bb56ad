"""Banner tables: the answers to one question by groups of customers, narrowed to a viewer."""
