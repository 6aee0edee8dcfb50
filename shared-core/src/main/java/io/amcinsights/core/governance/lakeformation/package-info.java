/** Governance by AWS Lake Formation. */
@NullMarked
package io.amcinsights.core.governance.lakeformation;

import org.jspecify.annotations.NullMarked;
