package io.amcinsights.engine.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query.
 *
 * @param rows values as Boolean, Number, text (dates and times in ISO form), List, Map or null
 * @param truncated whether there were more rows than asked for
 */
public record QueryResult(
    List<TableSummary.Column> columns, List<List<@Nullable Object>> rows, boolean truncated) {}
