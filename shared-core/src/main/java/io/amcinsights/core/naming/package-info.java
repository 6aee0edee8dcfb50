/**
 * AMC's key grammar and the names of tables and columns. Start at {@link
 * io.amcinsights.core.naming.KeyGrammar}.
 */
@NullMarked
package io.amcinsights.core.naming;

import org.jspecify.annotations.NullMarked;
