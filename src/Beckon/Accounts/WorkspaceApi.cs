using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Accounts;

/// <summary>The settings of the caller's workspace.</summary>
public static class WorkspaceApi
{
    public static void MapWorkspace(this IEndpointRouteBuilder routes)
    {
        var workspace = routes.MapGroup("/api/workspace").WithTags("Workspace");
        workspace.MapGet("", GetAsync).Requires(Permission.SettingsRead).WithSummary("The settings of the workspace");
        workspace.MapPatch("", EditAsync).Requires(Permission.SettingsWrite).WithSummary("Change settings of the workspace");
    }

    private static async Task<Ok<WorkspaceView>> GetAsync(Caller caller, WorkspaceStore workspaces, CancellationToken ct) =>
        TypedResults.Ok(View(await workspaces.GetAsync(caller.WorkspaceId, ct)));

    private static async Task<Results<Ok<WorkspaceView>, ValidationProblem>> EditAsync(
        WorkspaceEdit edit, Caller caller, WorkspaceStore workspaces, CancellationToken ct)
    {
        var faults = Check(edit);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        return TypedResults.Ok(View(await workspaces.EditAsync(caller, edit, ct)));
    }

    private static Faults Check(WorkspaceEdit edit)
    {
        var faults = new Faults();
        if (edit.Name is not null) WorkspaceRules.CheckName(faults, "name", edit.Name);
        if (edit.TimeZone is not null) WorkspaceRules.CheckTimeZone(faults, "timeZone", edit.TimeZone);
        if (edit.Currency is not null) WorkspaceRules.CheckCurrency(faults, "currency", edit.Currency);
        if (edit.Country is not null) WorkspaceRules.CheckCountry(faults, "country", edit.Country);
        if (edit.AttributionClickDays is { } click) WorkspaceRules.CheckAttributionDays(faults, "attributionClickDays", click);
        if (edit.AttributionOpenDays is { } open) WorkspaceRules.CheckAttributionDays(faults, "attributionOpenDays", open);
        return faults;
    }

    private static WorkspaceView View(Workspace workspace) => new(
        Ids.Out(Ids.Workspace, workspace.Id), workspace.PublicUid, workspace.Name, workspace.TimeZone, workspace.Currency, workspace.Country,
        workspace.CallingCode, workspace.Plan, workspace.EmailConsentDefault, workspace.AttributionClickDays, workspace.AttributionOpenDays,
        workspace.CreatedAt);
}

/// <summary>The settings of the workspace.</summary>
/// <param name="Id">Starts with <c>wsp_</c>.</param>
/// <param name="Uid">The public number, in digits, that platforms ask for beside the API key.</param>
/// <param name="Name">The shop's name.</param>
/// <param name="TimeZone">IANA name: the zone of its calendar days.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="CallingCode">Completes national phone numbers; follows from the country.</param>
/// <param name="Plan">What has been bought.</param>
/// <param name="EmailConsentDefault">Whether people count as subscribed to e-mail whose source says nothing about consent.</param>
/// <param name="AttributionClickDays">For how many days after a click an order is credited to the message.</param>
/// <param name="AttributionOpenDays">For how many days after an open an order is credited to the message.</param>
/// <param name="CreatedAt">When it was set up.</param>
public sealed record WorkspaceView(
    string Id, string Uid, string Name, string TimeZone, string Currency, string Country, string CallingCode, Plan Plan,
    ConsentDefault EmailConsentDefault, int AttributionClickDays, int AttributionOpenDays, DateTimeOffset CreatedAt);

/// <summary>The settings to change; what is missing or null stays.</summary>
/// <param name="Name">The shop's name.</param>
/// <param name="TimeZone">IANA name, such as <c>Europe/Paris</c>.</param>
/// <param name="Currency">ISO 4217, such as <c>EUR</c>.</param>
/// <param name="Country">ISO 3166-1 alpha-2, such as <c>FR</c>.</param>
/// <param name="EmailConsentDefault">For people whose source says nothing about consent.</param>
/// <param name="AttributionClickDays">0 to 90.</param>
/// <param name="AttributionOpenDays">0 to 90.</param>
public sealed record WorkspaceEdit(
    string? Name = null, string? TimeZone = null, string? Currency = null, string? Country = null,
    ConsentDefault? EmailConsentDefault = null, int? AttributionClickDays = null, int? AttributionOpenDays = null);
