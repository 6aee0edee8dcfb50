package io.amcinsights.cli.doctor;

import io.amcinsights.local.control.LakeFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A local lake that runs, and whether its endpoints answer. */
record LocalLakeCheck(LakeFile lake) implements Check {

  private static final int PATIENCE_MILLIS = 1000;

  @Override
  public String name() {
    return "local lake";
  }

  @Override
  public List<Finding> run() {
    var silent = new ArrayList<String>();
    new TreeMap<>(lake.endpoints())
        .forEach(
            (service, url) -> {
              if (!answers(URI.create(url))) {
                silent.add(service + " (" + url + ")");
              }
            });
    String runs = "process " + lake.pid() + " runs";
    return List.of(
        silent.isEmpty()
            ? Finding.ok(name(), runs + " and its endpoints answer")
            : Finding.warning(
                name(),
                "%s, and nothing answers at %s".formatted(runs, String.join(", ", silent)),
                "lake stop, then: lake start --detach"));
  }

  private static boolean answers(URI url) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
