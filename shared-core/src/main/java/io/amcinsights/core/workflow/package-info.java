/** Workflows: SQL of Amazon Marketing Cloud under an id, as tenants have them. */
@NullMarked
package io.amcinsights.core.workflow;

import org.jspecify.annotations.NullMarked;
