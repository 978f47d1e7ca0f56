# Recipes for https://just.systems. Each is one command that works without it.

# Splitstack against NumPy on the reference workload: paired times, and whether results agree.
bench-peers *arguments:
    benches/bench-peers {{arguments}}
