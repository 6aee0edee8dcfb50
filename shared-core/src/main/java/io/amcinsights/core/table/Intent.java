package io.amcinsights.core.table;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the table's writer is about to commit, written before it does.
 *
 * @param commitId also the load id: {@code {table}/{generation}/{n}}
 * @param manifest uri of the load's manifest; the deliveries in it are the load, whatever was
 *     claimed
 * @param baseSnapshot the table's snapshot when the intent was written; null for a new table
 * @param schemaId the table's schema then; null for a new table
 */
public record Intent(
    String commitId,
    String manifest,
    @Nullable Long baseSnapshot,
    @Nullable Integer schemaId,
    Instant openedAt) {

  public Intent {
    openedAt = openedAt.truncatedTo(MILLIS);
  }
}
