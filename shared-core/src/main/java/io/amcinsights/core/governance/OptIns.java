package io.amcinsights.core.governance;

/**
 * For whom Lake Formation decides in hybrid mode. Every call may be repeated.
 *
 * <p>A principal that is opted in reads what was granted to it; any other one reads what IAM lets
 * it read.
 */
public interface OptIns {

  /** Opts a principal in for a database and all its tables, also those that come later. */
  void add(String principal, String database);

  /** Takes that back. */
  void remove(String principal, String database);
}
