"""Linear algebra in one thread, for all that tests run: imported before numpy, which asks when it is imported.

With a thread for each core, processes side by side wait for one another's cores: to read a sentence is eight times the
work.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
