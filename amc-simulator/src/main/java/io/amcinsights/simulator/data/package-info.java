/** Invented events of advertising, and AMC's SQL over them. */
@NullMarked
package io.amcinsights.simulator.data;

import org.jspecify.annotations.NullMarked;
