/**
 * Tenants: whose bucket an object came from. Start at {@link io.amcinsights.core.tenant.Tenant}.
 */
@NullMarked
package io.amcinsights.core.tenant;

import org.jspecify.annotations.NullMarked;
