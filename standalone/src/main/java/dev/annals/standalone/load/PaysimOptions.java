package dev.annals.standalone.load;

import java.net.URI;
import java.nio.file.Path;

/**
 * What to load, whereto, and how.
 *
 * @param rowsMax how many rows of the file at most
 * @param concurrency how many commands are under way at once
 * @param rateMax how many payments a second at most; zero is as many as possible
 * @param sampleEvery of so many payments, the visibility of one is measured
 */
record PaysimOptions(
    Path file,
    long rowsMax,
    MinorUnits units,
    URI commands,
    URI queries,
    int concurrency,
    long rateMax,
    int sampleEvery) {}
