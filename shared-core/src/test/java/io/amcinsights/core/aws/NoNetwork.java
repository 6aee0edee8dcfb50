package io.amcinsights.core.aws;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes every HTTP connection of this JVM that is about to be opened, and refuses it. */
public final class NoNetwork extends ProxySelector implements AutoCloseable {

  private final ProxySelector before = ProxySelector.getDefault();
  private final List<URI> asked = new CopyOnWriteArrayList<>();

  public NoNetwork() {
    ProxySelector.setDefault(this);
  }

  /** What would have been connected to. */
  public List<URI> asked() {
    return asked;
  }

  @Override
  public List<Proxy> select(URI uri) {
    asked.add(uri);
    throw new IllegalStateException("There is no network here: " + uri);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

  @Override
  public void close() {
    ProxySelector.setDefault(before);
  }
}
