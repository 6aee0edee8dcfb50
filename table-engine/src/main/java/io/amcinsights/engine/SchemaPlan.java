package io.amcinsights.engine;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.transform.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a load makes of a table's schema.
 *
 * @param accepted files whose values fit
 * @param rejected why the others do not
 * @param added new columns in order
 * @param retyped columns that get another type, in the order of the table
 * @param rewrite whether the table holds values of those columns, so that they must be written
 *     again
 * @param provisional columns still without any value
 */
record SchemaPlan(
    List<StagedFile> accepted,
    Map<DeliveryRef, String> rejected,
    Map<String, ColumnType> added,
    Map<String, ColumnType> retyped,
    boolean rewrite,
    Set<String> provisional) {}
