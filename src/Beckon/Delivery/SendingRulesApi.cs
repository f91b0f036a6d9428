using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Delivery;

/// <summary>When people are not written to and how often at most.</summary>
public static class SendingRulesApi
{
    private const int MostCaps = 5;
    private const int MostMessages = 100;
    private const int LongestWait = 720;
    private const int LongestCap = 2_160;

    public static void MapSendingRulesRoutes(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/api/sending-rules").WithTags("Sending rules");
        rules.MapGet("", GetAsync).Requires(Permission.SettingsRead).WithSummary("When people are not written to and how often at most");
        rules.MapPut("", SaveAsync).Requires(Permission.SettingsWrite)
            .WithSummary("Change when people are not written to and how often at most; holds for every message from now on").ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Ok<SendingRulesView>> GetAsync(Caller caller, SendingRulesStore store, HttpResponse response, CancellationToken ct)
    {
        await using var connection = await store.Database.OpenConnectionAsync(ct);
        var (rules, version) = await SendingRulesStore.ReadAsync(connection, caller.WorkspaceId, ct);
        response.Headers.ETag = SettingsVersion.Etag(version);
        return TypedResults.Ok(SendingRulesView.Of(rules, version));
    }

    private static async Task<Results<Ok<SendingRulesView>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        SendingRules rules, Caller caller, SendingRulesStore store, HttpContext http, CancellationToken ct)
    {
        var faults = Check(rules);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        await using var connection = await store.Database.OpenConnectionAsync(ct);
        var (_, version) = await SendingRulesStore.ReadAsync(connection, caller.WorkspaceId, ct);
        if (!SettingsVersion.IsMeant(http.Request, version)) return SettingsVersion.Stale();
        if (!await store.SaveAsync(caller, rules, version, ct)) return SettingsVersion.Stale();
        http.Response.Headers.ETag = SettingsVersion.Etag(version + 1);
        return TypedResults.Ok(SendingRulesView.Of(rules, version + 1));
    }

    private static Faults Check(SendingRules rules)
    {
        var faults = new Faults();
        if (rules.QuietHours is { } quiet && quiet.From == quiet.Until) faults.Add("quietHours.until", "Choose another time than that at which the quiet hours begin.");
        if (rules.MostHours is < 1 or > LongestWait) faults.Add("mostHours", $"Let messages wait 1 to {LongestWait} hours at most.");
        if (rules.Caps.Count > MostCaps) faults.Add("caps", $"Set at most {MostCaps} limits.");
        for (var i = 0; i < rules.Caps.Count; i++)
        {
            if (rules.Caps[i] is not { } cap)
            {
                faults.Add($"caps[{i}]", "Leave out what is not there.");
                continue;
            }
            if (cap.Messages is < 1 or > MostMessages) faults.Add($"caps[{i}].messages", $"Choose 1 to {MostMessages} messages.");
            if (cap.Hours is < 1 or > LongestCap) faults.Add($"caps[{i}].hours", $"Choose 1 to {LongestCap} hours; that is 90 days.");
        }
        return faults;
    }
}

/// <summary>When people are not written to and how often at most.</summary>
/// <param name="QuietHours">When nobody is written to, where they are; null: at any hour.</param>
/// <param name="Caps">How many messages somebody gets at most; none: any number.</param>
/// <param name="WhenHeld">What becomes of a message that may not go out when it would.</param>
/// <param name="MostHours">For how many hours one waits at most; then it is dropped.</param>
/// <param name="Version">Grows with each change: the ETag.</param>
public sealed record SendingRulesView(QuietHours? QuietHours, IReadOnlyList<FrequencyCap> Caps, WhenHeld WhenHeld, int MostHours, int Version)
{
    public static SendingRulesView Of(SendingRules rules, int version) => new(rules.QuietHours, rules.Caps, rules.WhenHeld, rules.MostHours, version);
}
