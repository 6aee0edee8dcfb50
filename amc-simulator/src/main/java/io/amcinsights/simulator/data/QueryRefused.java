package io.amcinsights.simulator.data;

/** AMC would not run this SQL; the message is the reason that an execution shows. */
public final class QueryRefused extends Exception {

  private static final long serialVersionUID = 1;

  public QueryRefused(String reason) {
    super(reason);
  }
}
