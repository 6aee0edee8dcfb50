/**
 * The reporting API of Amazon Marketing Cloud: workflows, executions, results. Start at {@link
 * io.amcinsights.wfm.amc.AmcApi}; {@link io.amcinsights.wfm.amc.HttpAmcApi} speaks it.
 *
 * <p>Built on the JDK's own HTTP client and Jackson, both well kept and here already; AMC has no
 * SDK for Java. SQL, tokens, secrets and signed addresses are in no log line and no message.
 */
@NullMarked
package io.amcinsights.wfm.amc;

import org.jspecify.annotations.NullMarked;
