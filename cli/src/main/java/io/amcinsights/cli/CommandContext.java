package io.amcinsights.cli;

import io.amcinsights.local.control.LakeFile;
import java.util.function.BiFunction;

/**
 * What commands work with. Options of the root command come in before a command runs.
 *
 * @param root the parsed options every command shares
 * @param connect makes the client of a running lake; a fake one in tests
 */
record CommandContext(
    RootOptions root,
    Surroundings surroundings,
    Output output,
    BiFunction<LakeFolder, LakeFile, LakeClient> connect) {

  LakeFolder folder() {
    return LakeFolder.choose(root.dir(), surroundings);
  }

  /** The client of the lake that runs in the chosen folder. */
  LakeClient client() {
    LakeFolder folder = folder();
    return connect.apply(folder, folder.required());
  }
}
