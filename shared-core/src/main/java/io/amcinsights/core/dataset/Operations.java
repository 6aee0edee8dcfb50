package io.amcinsights.core.dataset;

import java.util.List;

/**
 * Who hears of trouble, and where spending ends.
 *
 * @param alarmEmails addresses that get a mail for each alarm
 * @param monthlyBudgetUsd a mail when the lake's costs of a month come near; 0 for none
 * @param athenaCutoffBytes a query that reads more is stopped
 */
public record Operations(List<String> alarmEmails, int monthlyBudgetUsd, long athenaCutoffBytes) {

  /** At 5 USD a terabyte half a dollar. */
  public static final long DEFAULT_CUTOFF = 100L << 30;

  /** Alarms that nobody is mailed, and no budget. */
  public static final Operations DEFAULT = new Operations(List.of(), 0, DEFAULT_CUTOFF);

  public Operations {
    alarmEmails = List.copyOf(alarmEmails);
  }
}
