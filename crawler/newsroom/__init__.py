"""The newsroom: a small press on loopback that the demo, the tests and the benchmarks read."""
