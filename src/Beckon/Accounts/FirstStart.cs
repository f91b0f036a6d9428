using Beckon.Kernel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Beckon.Accounts;

/// <summary>
/// Sets a fresh installation up from its configuration, before the server listens, so that it can be started by a script. On an
/// installation that has been set up, the settings change nothing.
/// </summary>
public sealed partial class FirstStart(IConfiguration configuration, Setup setup, ILogger<FirstStart> log) : IHostedService
{
    private const int ShortestKey = 16;
    private static readonly string[] Settings = ["BECKON_OWNER_EMAIL", "BECKON_OWNER_PASSWORD", "BECKON_WORKSPACE", "BECKON_API_KEY"];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var missing = Settings.Where(name => Value(name) is null).ToList();
        if (missing.Count == Settings.Length || await setup.IsDoneAsync(cancellationToken)) return;
        if (missing.Count > 0)
            throw new SettingException($"To set up unattended, set {string.Join(" and ", missing)} too; or none of {string.Join(", ", Settings)}.");

        var request = Request();
        Check(request);
        if (await setup.RunAsync(request, cancellationToken, Value("BECKON_API_KEY")) is not null) SetUp(log);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private SetupRequest Request() => new(
        Value("BECKON_OWNER_EMAIL"),
        Value("BECKON_OWNER_PASSWORD"),
        Workspace: new(
            Value("BECKON_WORKSPACE"), Value("BECKON_TIME_ZONE") ?? "UTC", Value("BECKON_CURRENCY") ?? "USD", Value("BECKON_COUNTRY") ?? "US"));

    private void Check(SetupRequest request)
    {
        var faults = SetupRules.Check(request);
        if (Value("BECKON_API_KEY") is not { Length: >= ShortestKey and <= KeyHash.LongestKey })
            faults.Add("apiKey", $"Give {ShortestKey} to {KeyHash.LongestKey} characters.");
        if (faults.None) return;
        var sentences = faults.ToErrors().Select(fault => $"{SettingOf(fault.Key)}: {string.Join(' ', fault.Value)}");
        throw new SettingException("The settings for the first start have faults. " + string.Join(' ', sentences));
    }

    private static string SettingOf(string path) => path switch
    {
        "email" => "BECKON_OWNER_EMAIL",
        "password" => "BECKON_OWNER_PASSWORD",
        "workspace.name" => "BECKON_WORKSPACE",
        "workspace.timeZone" => "BECKON_TIME_ZONE",
        "workspace.currency" => "BECKON_CURRENCY",
        "workspace.country" => "BECKON_COUNTRY",
        "apiKey" => "BECKON_API_KEY",
        _ => path,
    };

    private string? Value(string name) => configuration[name] is { Length: > 0 } value ? value : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "Set up the workspace with its owner and API key from the configuration")]
    private static partial void SetUp(ILogger logger);
}
