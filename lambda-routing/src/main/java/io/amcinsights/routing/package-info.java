/**
 * S3 events to the object catalog and the stages, queues to state machines, registration and
 * reconciliation. Start at {@link io.amcinsights.routing.RouteObjectsHandler}; {@link
 * io.amcinsights.routing.RoutingWiring} shows all parts.
 */
@NullMarked
package io.amcinsights.routing;

import org.jspecify.annotations.NullMarked;
