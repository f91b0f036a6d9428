using System.Globalization;
using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Integrations.Doors;
using Beckon.Kernel;
using Beckon.Loyalty;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Aiq;

/// <summary>The contacts as AIQ's clients list them: <c>GET /api/v1.1/piis/{uid}</c> and <c>/{contactID}</c>.</summary>
public static class AiqPersonasApi
{
    public static void MapAiqPersonas(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1.1/piis/{uid}", ListAsync).OpensByKey(Permission.ContactsRead)
            .WithTags("Doors").WithSummary("The contacts, in pages (header X-APIKEY)").ExcludeFromDescription();
        routes.MapGet("/api/v1.1/piis/{uid}/{contactId}", GetAsync).OpensByKey(Permission.ContactsRead)
            .WithTags("Doors").WithSummary("The contact of a number (header X-APIKEY)").ExcludeFromDescription();
    }

    private static async Task<IResult> ListAsync(
        string uid, HttpContext context, AiqDesk desk, ShopperStore shoppers, ContactNumberStore numbers)
    {
        var ct = context.RequestAborted;
        var admission = await desk.AdmitAsync(context, Permission.ContactsRead, uid);
        if (admission.Caller is not { } caller) return AiqDesk.Refuse(context, admission.Refusal);
        var faults = new Faults();
        var query = PersonaQuery.Read(name => context.Request.Query[name].ToString(), faults);
        if (faults.Any) return AiqDesk.Refuse(context, DoorProblems.Faulty(faults));

        var total = await shoppers.CountAsync(caller.WorkspaceId, query.Filter, ct);
        var page = await shoppers.ListAsync(caller.WorkspaceId, query.Filter, query.Page, ct);
        var given = await numbers.OfAsync(caller.WorkspaceId, [.. page.Select(shopper => shopper.Id)], ct);
        List<AiqPersona> results = [.. page.Select(shopper => AiqPersona.Of(given[shopper.Id], shopper))];
        return AiqDesk.Answer(new AiqPersonas(results, query.Page.Start, total, query.Page.Limit, results.Count));
    }

    private static async Task<IResult> GetAsync(
        string uid, string contactId, HttpContext context, AiqDesk desk, ShopperStore shoppers, ContactNumbers numbers)
    {
        var ct = context.RequestAborted;
        var admission = await desk.AdmitAsync(context, Permission.ContactsRead, uid);
        if (admission.Caller is not { } caller) return AiqDesk.Refuse(context, admission.Refusal);
        if (await numbers.FindAsync(caller.WorkspaceId, contactId, ct) is not { } found) return AiqDesk.Refuse(context, Unknown(contactId));
        if (await shoppers.ReadAsync(caller.WorkspaceId, found, ct) is not { } shopper) return AiqDesk.Refuse(context, Unknown(contactId));
        var number = await numbers.OfAsync(caller.WorkspaceId, found, ct);
        return AiqDesk.Answer(new AiqPersonaDetail(AiqPersona.Of(number, shopper), shopper));
    }

    private static ProblemDetails Unknown(string id) =>
        AiqDesk.NotFound("There is no such contact.", $"Nobody in this workspace has the number {id}. GET /api/v1.1/piis lists all.");
}

/// <param name="Results">The contacts of the page.</param>
/// <param name="Start">How many come before.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Limit">How many a page has at most.</param>
/// <param name="Size">How many this one has.</param>
public sealed record AiqPersonas(IReadOnlyList<AiqPersona> Results, int Start, long Total, int Limit, int Size);

/// <summary>A contact. Times are seconds since 1970, 0 for never.</summary>
public record AiqPersona
{
    public required string ContactID { get; init; }

    /// <summary>The id of the customer at the platform.</summary>
    public required string SrcID { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string Email { get; init; }

    public required string MobilePhone { get; init; }

    public required string Platform { get; init; }

    public required string FavoriteStoreID { get; init; }

    public required long Inserted { get; init; }

    /// <summary>When they said yes to text messages.</summary>
    public required long OptinTime { get; init; }

    /// <summary>When they said no.</summary>
    public required long OptoutTime { get; init; }

    /// <summary>When they were asked.</summary>
    public required long OptreqTime { get; init; }

    public required bool HasRequested { get; init; }

    public required bool IsMember { get; init; }

    /// <summary>When they joined the loyalty programme.</summary>
    public required long Signup { get; init; }

    public static AiqPersona Of(long number, Shopper shopper)
    {
        var consent = shopper.SmsConsent;
        return new AiqPersona
        {
            ContactID = number.ToString(CultureInfo.InvariantCulture),
            SrcID = shopper.CustomerId ?? "",
            FirstName = shopper.FirstName ?? "",
            LastName = shopper.LastName ?? "",
            Email = shopper.Email ?? "",
            MobilePhone = shopper.Phone?.TrimStart('+') ?? "",
            Platform = shopper.Platform ?? "",
            FavoriteStoreID = shopper.Member?.StoreId ?? "",
            Inserted = shopper.CreatedAt.ToUnixTimeSeconds(),
            OptinTime = At(consent, ConsentStatus.Subscribed),
            OptoutTime = At(consent, ConsentStatus.Unsubscribed),
            OptreqTime = At(consent, ConsentStatus.Pending),
            HasRequested = consent is { Status: not ConsentStatus.Never },
            IsMember = shopper.Member is not null,
            Signup = shopper.Member?.Since.ToUnixTimeSeconds() ?? 0,
        };
    }

    private static long At(ConsentStand? consent, ConsentStatus status) => consent?.Status == status ? consent.ChangedAt.ToUnixTimeSeconds() : 0;
}

/// <summary>A contact with what they have come to.</summary>
public sealed record AiqPersonaDetail : AiqPersona
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public AiqPersonaDetail(AiqPersona persona, Shopper shopper) : base(persona) => OrderAmountSpent = shopper.OrderTotal;

    /// <summary>0: there is no loyalty programme to earn points in yet.</summary>
    public int LoyaltyPoints { get; }

    /// <summary>Of delivered orders.</summary>
    public decimal OrderAmountSpent { get; }
}
