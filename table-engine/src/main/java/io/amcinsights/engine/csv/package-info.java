/**
 * Delimited text becomes rows of text and a profile. Start at {@link
 * io.amcinsights.engine.csv.AmcCsvTransform}.
 */
@NullMarked
package io.amcinsights.engine.csv;

import org.jspecify.annotations.NullMarked;
