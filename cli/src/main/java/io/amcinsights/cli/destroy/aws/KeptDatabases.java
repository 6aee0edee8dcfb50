package io.amcinsights.cli.destroy.aws;

import io.amcinsights.cli.destroy.KeptData.State;
import io.amcinsights.core.naming.LakeNames;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;

/**
 * Databases of the Glue catalogue with their tables. A template cannot tag them; their description
 * names the installation.
 */
record KeptDatabases(GlueClient glue, LakeNames names) {

  State look(String database) {
    try {
      String description = glue.getDatabase(it -> it.name(database)).database().description();
      return names.describesOurs(String.valueOf(description)) ? State.OURS : State.FOREIGN;
    } catch (EntityNotFoundException e) {
      return State.GONE;
    }
  }

  /** Glue removes the tables of a deleted database itself. */
  void remove(String database) {
    glue.deleteDatabase(it -> it.name(database));
  }
}
