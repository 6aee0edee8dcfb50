/**
 * JSON reports become rows of text and a profile. Start at {@link
 * io.amcinsights.engine.json.JsonReportTransform}.
 */
@NullMarked
package io.amcinsights.engine.json;

import org.jspecify.annotations.NullMarked;
