using Beckon.Kernel;
using Beckon.Storage.Lanes;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Beckon.Server;

/// <summary>
/// Sends metrics and traces over OTLP, where and how OpenTelemetry's standard variables say (OTEL_EXPORTER_OTLP_ENDPOINT and its kin). Without an
/// endpoint nothing is collected. What the instruments are stands beside the code that they measure, and in docs/operators/observability.md.
/// </summary>
public sealed class Telemetry(IConfiguration configuration, Node node) : IHostedService, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Ours = "Beckon.*";

    // The framework's own: memory, collections and threads; open connections; requests by route; the pool of database connections.
    private static readonly string[] Foreign = ["System.Runtime", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Hosting", "Npgsql"];

    private MeterProvider? _meters;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)) return Task.CompletedTask;
        if (EndpointOf("METRICS") is not null) _meters = Meters();
        // The framework's traces hold addresses of requests, and those hold links of shoppers: only our own are sent.
        if (EndpointOf("TRACES") is not null) _traces = Traces();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Sends what has been collected until now; a collector that does not answer holds up the stop for some seconds only.
    public void Dispose()
    {
        _traces?.Dispose();
        _meters?.Dispose();
    }

    private MeterProvider Meters() => Sdk.CreateMeterProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(configuration))
        .ConfigureResource(Describe)
        .AddMeter([Ours, .. Foreign])
        .AddOtlpExporter()
        .Build();

    private TracerProvider Traces() => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(configuration))
        .ConfigureResource(Describe)
        .AddSource(Ours)
        .AddOtlpExporter()
        .Build();

    // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say comes last and wins.
    private void Describe(ResourceBuilder resource) => resource.Clear()
        .AddService("beckon", serviceVersion: Node.Version, serviceInstanceId: $"{Node.Name}:{node.Id:n}")
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private string? EndpointOf(string signal)
    {
        var variable = $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT";
        if (configuration[variable] is not { Length: > 0 }) variable = Endpoint;
        if (configuration[variable] is not { Length: > 0 } address) return null;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? address
            : throw new SettingException($"{variable} must be a web address such as http://localhost:4318, not '{address}'.");
    }
}
