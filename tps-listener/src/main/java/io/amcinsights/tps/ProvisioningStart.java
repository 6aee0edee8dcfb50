package io.amcinsights.tps;

import io.amcinsights.core.json.Json;
import io.amcinsights.core.machine.Machines;

/**
 * Starts executions of the state machine.
 *
 * @param machine its ARN
 */
record ProvisioningStart(Machines machines, String machine) {

  /** Step Functions' limit for a name, less the rest of ours. */
  private static final int LONGEST_ID = 38;

  /** Starts one, unless this very cause started one already. */
  Machines.Start of(String customerId, String cause) {
    String id = customerId.substring(0, Math.min(LONGEST_ID, customerId.length()));
    return machines.start(
        machine, id + "-" + cause, Json.write(Json.object().put("customerId", customerId)));
  }
}
