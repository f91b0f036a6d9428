using System.Globalization;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Aiq;

/// <summary>Loyalty at the till and the checkout: sign-up, opt-ins, look-ups and the wallet.</summary>
public static class AiqLoyaltyApi
{
    private static readonly DoorRules SignUp = new(AiqIntegration.Source, 1 << 20, MemberCall.ReadSignUp) { Door = AiqIntegration.LoyaltyDoor };
    private static readonly DoorRules OptIn = new(AiqIntegration.Source, 1 << 20, OptInCall.Read) { Door = AiqIntegration.OptInDoor };

    public static void MapAiqLoyalty(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v2/loyalty", (HttpContext context, AiqDesk desk, KeyDoor door, ContactNumbers numbers) => SignUpAsync(null, context, desk, door, numbers))
            .OpensByKey().WithTags("Doors").WithSummary("Sign somebody up for loyalty, or change what is known of them (header X-APIKEY)").ExcludeFromDescription();
        routes.MapPost("/api/v1.1/loyaltyContact/{uid}", (string uid, HttpContext context, AiqDesk desk, KeyDoor door, ContactNumbers numbers) => SignUpAsync(uid, context, desk, door, numbers))
            .OpensByKey().WithTags("Doors").WithSummary("Sign somebody up for loyalty (header X-APIKEY)").ExcludeFromDescription();
        routes.MapPut("/api/v2/optin/text/{phone}/{optIn}", (string phone, string optIn, HttpContext context, AiqDesk desk, KeyDoor door) => OptInAsync("phone", phone, optIn, context, desk, door))
            .OpensByKey().WithTags("Doors").WithSummary("Somebody said yes or no to text messages (header X-APIKEY)").ExcludeFromDescription();
        routes.MapPut("/api/v2/optin/email/{email}/{optIn}", (string email, string optIn, HttpContext context, AiqDesk desk, KeyDoor door) => OptInAsync("email", email, optIn, context, desk, door))
            .OpensByKey().WithTags("Doors").WithSummary("Somebody said yes or no to e-mails (header X-APIKEY)").ExcludeFromDescription();
        routes.MapPost("/api/v2/loyalty/lookup/{emailOrPhone}", LookUpAsync).OpensByKey(Permission.ContactsRead)
            .WithTags("Doors").WithSummary("Whether somebody is a member (header X-APIKEY)").ExcludeFromDescription();
        routes.MapGet("/api/v2/lookup/{phone}", (string phone, HttpContext context, AiqDesk desk, AiqWallets wallets) => FindAsync(new(null, phone), context, desk, wallets))
            .OpensByKey(Permission.ContactsRead).WithTags("Doors").WithSummary("The contact of a phone number (header X-APIKEY)").ExcludeFromDescription();
        routes.MapGet("/api/v2/lookup/email/{email}", (string email, HttpContext context, AiqDesk desk, AiqWallets wallets) => FindAsync(new(email, null), context, desk, wallets))
            .OpensByKey(Permission.ContactsRead).WithTags("Doors").WithSummary("The contact of an e-mail address (header X-APIKEY)").ExcludeFromDescription();
        routes.MapPost("/api/v2/wallet", WalletAsync).OpensByKey(Permission.ContactsRead)
            .WithTags("Doors").WithSummary("What a member has and can redeem (header X-APIKEY)").ExcludeFromDescription();
    }

    private static async Task<IResult> SignUpAsync(string? uid, HttpContext context, AiqDesk desk, KeyDoor door, ContactNumbers numbers)
    {
        var admission = uid is null ? await desk.AdmitAsync(context, Permission.Ingest) : await desk.AdmitAsync(context, Permission.Ingest, uid);
        if (admission.Caller is not { } caller) return AiqDesk.Refuse(context, admission.Refusal);
        var who = new Identifiers();
        var taken = await door.TakeAsync(context, SignUp, caller.WorkspaceId, (_, _) => ValueTask.FromResult(SignUp.Calling with
        {
            Adapt = (arrival, body, faults) =>
            {
                who = MemberCall.WhoOf(arrival.Workspace, body);
                return MemberCall.ReadSignUp(arrival, body, faults);
            },
        }));
        if (taken.Problem is { } problem) return AiqDesk.Refuse(context, problem);
        var number = await numbers.WaitAsync(caller.WorkspaceId, AiqDesk.SourceIn(caller), who, context.RequestAborted);
        return AiqDesk.Answer(new AiqContactId(number?.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<IResult> OptInAsync(string kind, string address, string optIn, HttpContext context, AiqDesk desk, KeyDoor door)
    {
        var admission = await desk.AdmitAsync(context, Permission.Ingest);
        if (admission.Caller is not { } caller) return AiqDesk.Refuse(context, admission.Refusal);
        var said = SaidProperties.Of(
            [], (kind, address), ("optIn", optIn), ("doubleOptIn", context.Request.Query["doubleopt"].ToString() is { Length: > 0 } doubly ? doubly : null));
        var taken = await door.TakeAsync(context, OptIn, caller.WorkspaceId, said.Utf8);
        return taken.Problem is { } problem ? AiqDesk.Refuse(context, problem) : AiqDesk.Answer(new AiqAccepted(taken.Events));
    }

    private static async Task<IResult> LookUpAsync(string emailOrPhone, HttpContext context, AiqDesk desk, AiqWallets wallets)
    {
        var admission = await desk.AdmitAsync(context, Permission.ContactsRead);
        if (admission.Caller is not { } caller) return AiqDesk.Refuse(context, admission.Refusal);
        var asked = emailOrPhone.Contains('@', StringComparison.Ordinal) ? new AiqAsked(emailOrPhone, null) : new AiqAsked(null, emailOrPhone);
        if (await wallets.FindAsync(caller, asked, context.RequestAborted) is not { } found) return AiqDesk.Refuse(context, AiqWallets.Unknown());
        var looked = AiqLookUp.Of(found);
        return TypedResults.Ok(new AiqLookUpAnswer(looked, looked.Contact, looked.Wallet, Success: true, [], StatusCodes.Status200OK));
    }

    private static async Task<IResult> FindAsync(AiqAsked asked, HttpContext context, AiqDesk desk, AiqWallets wallets)
    {
        var admission = await desk.AdmitAsync(context, Permission.ContactsRead);
        if (admission.Caller is not { } caller) return AiqDesk.Refuse(context, admission.Refusal);
        return await wallets.FindAsync(caller, asked, context.RequestAborted) is { } found
            ? AiqDesk.Answer(new AiqContactId(found.ContactId))
            : AiqDesk.Refuse(context, AiqWallets.Unknown());
    }

    private static async Task<IResult> WalletAsync(HttpContext context, AiqDesk desk, AiqWallets wallets, IntakeRoom room)
    {
        var admission = await desk.AdmitAsync(context, Permission.ContactsRead);
        if (admission.Caller is not { } caller) return AiqDesk.Refuse(context, admission.Refusal);
        using var body = await RequestBody.ReadAsync(context.Request, SignUp.MostBytes, room, context.RequestAborted);
        if (body.Problem is { } unread) return AiqDesk.Refuse(context, unread);
        var faults = new Faults();
        using var document = BodyJson.Parse(body.Bytes, faults);
        if (document is null) return AiqDesk.Refuse(context, DoorProblems.Faulty(faults));
        return await wallets.FindAsync(caller, AskedFor(document.RootElement), context.RequestAborted) is { } found
            ? AiqDesk.Answer(AiqWallet.Of(found))
            : AiqDesk.Refuse(context, AiqWallets.Unknown());
    }

    private static AiqAsked AskedFor(JsonElement body)
    {
        var said = new Loose(body);
        return new(said.Text("email"), said.Text("phone") ?? said.Text("mobilePhone"));
    }
}
