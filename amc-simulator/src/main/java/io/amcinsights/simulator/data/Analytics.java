package io.amcinsights.simulator.data;

import java.nio.file.Path;

/** Answers AMC's SQL. */
public interface Analytics extends AutoCloseable {

  /**
   * Runs a query and writes its result as AMC does: UTF-8, a line of names, commas, quotes and
   * backslashes as AMC writes them; values of too few users withheld.
   *
   * @return rows written, the line of names aside
   * @throws QueryRefused when AMC would refuse the SQL; nothing of it is in the message
   */
  long run(Query query, Path csv) throws QueryRefused;

  /**
   * Refuses what no execution could run, without running it.
   *
   * @throws QueryRefused saying why
   */
  void check(String sql) throws QueryRefused;

  @Override
  void close();
}
