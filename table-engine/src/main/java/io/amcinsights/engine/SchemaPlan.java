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
 * @param retyped columns without any value so far whose type is decided now
 * @param types of the columns of the accepted files, as they will be
 * @param provisional columns still without any value
 */
record SchemaPlan(
    List<StagedFile> accepted,
    Map<DeliveryRef, String> rejected,
    Map<String, ColumnType> added,
    Map<String, ColumnType> retyped,
    Map<String, ColumnType> types,
    Set<String> provisional) {}
