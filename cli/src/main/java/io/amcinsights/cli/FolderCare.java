package io.amcinsights.cli;

import io.amcinsights.local.control.LakeFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Keeps a start from harming a folder that is no lake, or a lake that runs. */
final class FolderCare {

  private FolderCare() {}

  static void refuseRunning(LakeFolder folder) {
    folder
        .running()
        .filter(FolderCare::answers)
        .ifPresent(
            lake -> {
              throw CommandFailure.failed(
                  "A lake runs in %s already (pid %d). Stop it first: lake stop --dir %s"
                      .formatted(folder.path(), lake.pid(), folder.path()));
            });
  }

  /** After a crash the number of the process may be somebody else's by now. */
  private static boolean answers(LakeFile lake) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), lake.controlPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes the folder, empties it when asked, and refuses one that holds something else. */
  static void prepare(LakeFolder folder, boolean fresh) throws IOException {
    Path path = folder.path();
    Files.createDirectories(path);
    if (!isEmpty(path) && !isLake(path)) {
      throw CommandFailure.failed(
          "%s holds files and no %s, so it is no lake. Name an empty folder: --dir DIR"
              .formatted(path, LakeFile.NAME));
    }
    if (fresh) {
      empty(path);
    }
    if (isEmpty(path)) {
      // From now on this folder is a lake, also when the start does not come to its end.
      new LakeFile(0, 0, "", Map.of(), "us-east-1", "000000000000", Instant.now()).write(path);
    }
  }

  /** A lake that was stopped has no lake.json any more, but its lock stays. */
  private static boolean isLake(Path path) {
    return Files.exists(path.resolve(LakeFile.NAME)) || Files.exists(path.resolve("lake.lock"));
  }

  static void empty(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : all) {
        if (!path.equals(folder)) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
