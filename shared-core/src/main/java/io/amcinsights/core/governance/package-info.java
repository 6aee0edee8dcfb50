/**
 * Who may read which tables, where Lake Formation decides it. Start at {@link
 * io.amcinsights.core.governance.TableGovernance}.
 */
@NullMarked
package io.amcinsights.core.governance;

import org.jspecify.annotations.NullMarked;
