package io.amcinsights.core.governance;

import io.amcinsights.core.table.Governed;

/** Makes tables readable for those who may read them, and for nobody else. */
public interface TableGovernance {

  /**
   * Brings a table to this: it bears its tenant, and every grant is given on the rows of its tenant
   * alone. What is so already stays so; other grants stay too.
   *
   * @param table {@code {database}.{table}}, which exists
   * @throws io.amcinsights.core.error.UnavailableException when it could not be done, or nobody can
   *     tell; the table may be governed by half, and repeating it is safe
   */
  void govern(String table, Governed governed);
}
