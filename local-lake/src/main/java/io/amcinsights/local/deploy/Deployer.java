package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.LakeException;
import io.amcinsights.local.deploy.Request.StackName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * CloudFormation of the local lake: deploys synthesised templates into the embedded services.
 *
 * <p>Every start deploys again. Functions, rules, mappings and machines live in memory and are put
 * each time; queues, tables and custom resources are only touched when their properties changed.
 * What starts to work by itself (machines, rules, mappings) does so after everything else is there.
 */
public final class Deployer implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Deployer.class);
  private static final String TEMPLATE_SUFFIX = ".template.json";

  private final Services services;
  private final Path folder;
  private final DeploymentState state;
  private final ResponseServer responses = new ResponseServer();
  private final Providers providers;
  private final Departures departures;
  private final Set<String> inert = new TreeSet<>();
  private final Set<String> told = new HashSet<>();

  /** Stacks that exist, in the order in which they were deployed. */
  private final Set<String> live = new LinkedHashSet<>();

  private @Nullable Path assembly;

  /**
   * Opens the deployer.
   *
   * @param folder holds {@code stacks.json} and copies of templates deployed by hand
   */
  public Deployer(Services services, Path folder) {
    this.services = services;
    this.folder = folder;
    this.state = DeploymentState.load(folder.resolve("stacks.json"));
    this.providers = new Providers(services, responses, inert::add);
    this.departures = new Departures(services, providers, state);
  }

  /** Deploys all stacks of a cloud assembly, and again those deployed by hand before. */
  public synchronized void deploy(Path cloudAssembly) {
    assembly = cloudAssembly;
    List<Runnable> activations = new ArrayList<>();
    for (Assembly.Stack stack :
        Assembly.read(cloudAssembly, services.account(), services.region())) {
      JsonNode template = Assembly.parse(stack.template());
      List<String> missing = new ArrayList<>(Parameters.required(template));
      missing.removeAll(stack.parameters().keySet());
      if (missing.isEmpty()) {
        StackName name = new StackName(stack.name(), stack.account(), stack.region());
        deploy(name, template, stack.parameters(), activations);
      } else {
        LOG.info("Stack {} waits for its parameters {}", stack.name(), missing);
      }
    }
    state
        .byHand()
        .forEach(
            (name, file) -> {
              if (live.add(name)) {
                redeployOrTell(name, file, activations);
              }
            });
    departures.carryOut(live);
    activations.forEach(Runnable::run);
    tellInert();
  }

  /** One tenant's trouble must not keep the lake from starting. */
  private void redeployOrTell(String name, String file, List<Runnable> activations) {
    try {
      redeploy(name, file, activations);
    } catch (LakeException e) {
      LOG.error("Stack {} does not work: {}; deploy it again", name, e.getMessage());
    }
  }

  private void redeploy(String name, String file, List<Runnable> activations) {
    Path base = assembly;
    Path newer = base == null ? copies().resolve(file) : base.resolve(file);
    Path template = Files.exists(newer) ? newer : copies().resolve(file);
    deploy(local(name), Assembly.parse(template), state.texts(name, "parameters"), activations);
  }

  /**
   * Creates or updates one stack from a template, as the tenant provisioning does.
   *
   * @return its outputs
   * @throws InvalidInputException naming stack, resource, type and property at fault
   */
  public synchronized Map<String, String> deployTemplate(
      String stackName, Path template, Map<String, String> parameters) {
    boolean known = state.byHand().containsKey(stackName);
    List<Runnable> activations = new ArrayList<>();
    try {
      JsonNode parsed = Assembly.parse(template);
      // First, so that a crash in between is followed by a start that completes it.
      remember(stackName, template, parameters);
      Map<String, String> outputs = deploy(local(stackName), parsed, parameters, activations);
      departures.carryOut(live);
      activations.forEach(Runnable::run);
      tellInert();
      return outputs;
    } catch (LakeException e) {
      if (!known) {
        state.noTemplate(stackName);
        state.save();
      }
      throw e;
    }
  }

  /** Removes what runs of a stack deployed by hand; what holds data stays. */
  public synchronized void remove(String stackName) {
    JsonNode empty = JsonNodeFactory.instance.objectNode();
    deploy(local(stackName), empty, Map.of(), new ArrayList<>());
    departures.carryOut(live);
    live.remove(stackName);
    state.forget(stackName);
    state.save();
  }

  /** The template of the assembly that waits for parameters, by the end of its stack's name. */
  public synchronized Optional<Path> template(String nameEnd) {
    Path base = assembly;
    if (base == null) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(base, "*" + nameEnd + TEMPLATE_SUFFIX)) {
      for (Path file : files) {
        return Optional.of(file);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + base, e);
    }
  }

  /** Turns the events of a bucket on that no template made; nothing if there is no such bucket. */
  public void announce(String bucket) {
    services.buckets().announce(bucket, services.account(), services.region());
  }

  /** Whether a stack of this name is deployed. */
  public synchronized boolean has(String stackName) {
    return state.has(stackName);
  }

  /** Text of the template of a stack of the assembly; empty for others. */
  public synchronized Optional<String> templateText(String stackName) {
    return ofAssembly(stackName).map(it -> Assembly.parse(it.template()).toString());
  }

  /** Parameters of a stack of the assembly, with what its template says where nobody else does. */
  public synchronized Map<String, String> parameters(String stackName) {
    Map<String, String> values = new LinkedHashMap<>();
    ofAssembly(stackName)
        .ifPresent(
            it ->
                Assembly.parse(it.template())
                    .path("Parameters")
                    .properties()
                    .forEach(
                        one -> values.put(one.getKey(), one.getValue().path("Default").asText())));
    values.putAll(state.texts(stackName, "parameters"));
    return values;
  }

  private Optional<Assembly.Stack> ofAssembly(String stackName) {
    Path base = assembly;
    return base == null
        ? Optional.empty()
        : Assembly.read(base, services.account(), services.region()).stream()
            .filter(it -> it.name().equals(stackName))
            .findFirst();
  }

  /** Outputs of a deployed stack. */
  public synchronized Map<String, String> outputs(String stackName) {
    if (!state.has(stackName)) {
      throw new InvalidInputException("Stack %s is not deployed", stackName);
    }
    return state.texts(stackName, "outputs");
  }

  private Map<String, String> deploy(
      StackName stack, JsonNode template, Map<String, String> given, List<Runnable> activations) {
    Map<String, JsonNode> parameters =
        Parameters.resolve(stack.name(), template, given, name -> state.find("ssm", name));
    template
        .path("Resources")
        .forEach(
            resource -> {
              if (providers.inert(resource.path("Type").asText())) {
                inert.add(resource.path("Type").asText());
              }
            });
    state.texts(stack.name(), "parameters", new LinkedHashMap<>(given));
    Map<String, String> outputs =
        new StackDeployment(stack, template, parameters, providers, state, activations::add)
            .deploy();
    live.add(stack.name());
    return outputs;
  }

  private void remember(String stackName, Path template, Map<String, String> parameters) {
    try {
      String file = String.valueOf(template.getFileName());
      Path copy = copies().resolve(file);
      Files.createDirectories(copies());
      if (!template.toAbsolutePath().equals(copy.toAbsolutePath())) {
        Files.copy(template, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      state.texts(stackName, "parameters", new LinkedHashMap<>(parameters));
      state.template(stackName, file);
      state.save();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep a copy of " + template, e);
    }
  }

  private Path copies() {
    return folder.resolve("templates");
  }

  private StackName local(String name) {
    return new StackName(name, services.account(), services.region());
  }

  private void tellInert() {
    inert.removeAll(told);
    if (!inert.isEmpty()) {
      LOG.info("Without effect on this machine: {}", String.join(", ", inert));
      told.addAll(inert);
    }
  }

  @Override
  public void close() {
    responses.close();
  }
}
