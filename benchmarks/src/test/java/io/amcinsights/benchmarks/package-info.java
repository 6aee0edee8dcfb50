@NullMarked
package io.amcinsights.benchmarks;

import org.jspecify.annotations.NullMarked;
