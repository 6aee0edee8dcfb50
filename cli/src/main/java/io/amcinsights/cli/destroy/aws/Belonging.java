package io.amcinsights.cli.destroy.aws;

import io.amcinsights.cli.destroy.KeptData.State;
import io.amcinsights.cli.destroy.Tags;
import io.amcinsights.core.naming.LakeNames;
import java.util.Map;

/** Whose something is, by its tags. */
final class Belonging {

  private Belonging() {}

  static State of(LakeNames names, Map<String, String> tags) {
    return Tags.areOf(names, tags) ? State.OURS : State.FOREIGN;
  }
}
