/** Benchmarks by hand, each a command of {@link io.amcinsights.benchmarks.Benchmarks}. */
@NullMarked
package io.amcinsights.benchmarks;

import org.jspecify.annotations.NullMarked;
