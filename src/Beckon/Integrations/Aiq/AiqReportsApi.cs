using Beckon.Accounts;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Aiq;

/// <summary>What points of sale report: sales, members, inventory. The uid in the address must be that of the key's workspace.</summary>
public static class AiqReportsApi
{
    private const int MostBytes = 16 << 20;

    private static readonly DoorRules Sales = new(AiqIntegration.Source, MostBytes, SaleCall.Read) { Door = AiqIntegration.SaleDoor };
    private static readonly DoorRules Members = new(AiqIntegration.Source, MostBytes, MemberCall.ReadMembers) { Door = AiqIntegration.MemberDoor };
    private static readonly DoorRules Inventory = new(AiqIntegration.Source, MostBytes, InventoryCall.Read) { Door = AiqIntegration.InventoryDoor };

    public static void MapAiqReports(this IEndpointRouteBuilder routes)
    {
        Map(routes, "createUpdateSale", Sales, "Report a sale");
        Map(routes, "createUpdateSales", Sales, "Report up to 1000 sales");
        Map(routes, "createUpdateMember", Members, "Add or change a member");
        Map(routes, "createUpdateMembers", Members, "Add or change up to 1000 members");
        Map(routes, "createUpdateInventory", Inventory, "Report what products cost and how many there are");
    }

    private static void Map(IEndpointRouteBuilder routes, string call, DoorRules rules, string summary) =>
        routes.MapPost($"/api/v1.1/{call}/{{uid}}", (string uid, HttpContext context, AiqDesk desk, KeyDoor door) => TakeAsync(uid, context, desk, door, rules))
            .OpensByKey().WithTags("Doors").WithSummary($"{summary} (header X-APIKEY)").ExcludeFromDescription();

    private static async Task<IResult> TakeAsync(string uid, HttpContext context, AiqDesk desk, KeyDoor door, DoorRules rules)
    {
        var admission = await desk.AdmitAsync(context, Permission.Ingest, uid);
        if (admission.Caller is not { } caller) return AiqDesk.Refuse(context, admission.Refusal);
        var taken = await door.TakeAsync(context, rules, caller.WorkspaceId);
        return taken.Problem is { } problem ? AiqDesk.Refuse(context, problem) : AiqDesk.Answer(new AiqAccepted(taken.Events));
    }
}

/// <param name="Accepted">How many events are on disk now; a repeated delivery counts and changes nothing.</param>
public sealed record AiqAccepted(int Accepted);
