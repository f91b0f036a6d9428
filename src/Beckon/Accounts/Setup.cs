using Beckon.Kernel;

namespace Beckon.Accounts;

/// <summary>Makes the first owner and workspace of an installation.</summary>
public sealed class Setup(AccountStore accounts, Passwords passwords)
{
    public Task<bool> IsDoneAsync(CancellationToken ct) => accounts.AnyAsync(ct);

    /// <summary>Takes a request without faults; null when another one was faster.</summary>
    public async Task<CreatedAccount?> RunAsync(SetupRequest request, CancellationToken ct, string? apiKey = null)
    {
        var faults = SetupRules.Check(request);
        if (faults.Any || request is not { Password: { } password, Workspace: { } workspace }) throw new ArgumentException("The request has faults.", nameof(request));
        var email = EmailAddress.Normalize(request.Email) ?? "";
        var account = new NewAccount
        {
            Email = email,
            UserName = string.IsNullOrWhiteSpace(request.Name) ? email[..email.IndexOf('@', StringComparison.Ordinal)] : request.Name.Trim(),
            PasswordHash = await passwords.HashAsync(password, ct),
            WorkspaceName = workspace.Name?.Trim() ?? "",
            TimeZone = workspace.TimeZone ?? "",
            Currency = workspace.Currency ?? "",
            Country = workspace.Country ?? "",
            EmailConsentDefault = SetupRules.Consent(request).Default,
            ApiKey = apiKey,
        };
        return await accounts.CreateFirstAsync(account, ct);
    }
}
