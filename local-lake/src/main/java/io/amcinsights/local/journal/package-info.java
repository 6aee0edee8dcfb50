/** What must survive a killed process. Start at {@link io.amcinsights.local.journal.Journal}. */
@NullMarked
package io.amcinsights.local.journal;

import org.jspecify.annotations.NullMarked;
