// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionmanager.h"

#include <QSocketNotifier>
#include <cstdlib>

extern "C" {
#include <X11/ICE/ICElib.h>
#include <X11/ICE/ICEutil.h>
#include <X11/SM/SMlib.h>
}

namespace zhike::testing {

//! What the library calls back; each gets the manager.
struct SessionCallbacks {
    static SessionManager &of(SmPointer data) { return *static_cast<SessionManager *>(data); }

    static int anyHost(char *) { return 1; }
    static int registered(SmsConn connection, SmPointer data, char *former)
    {
        auto *id = SmsGenerateClientID(connection);
        SmsRegisterClientReply(connection, id);
        std::free(id);
        std::free(former);
        auto &manager = of(data);
        manager.m_client = connection;
        ++manager.m_clients;
        return 1;
    }
    static void interactRequest(SmsConn connection, SmPointer, int) { SmsInteract(connection); }
    static void interactDone(SmsConn, SmPointer, int) { }
    static void saveRequest(SmsConn connection, SmPointer, int type, int shutdown, int style, int fast, int)
    {
        SmsSaveYourself(connection, type, shutdown, style, fast);
    }
    static void phase2(SmsConn connection, SmPointer) { SmsSaveYourselfPhase2(connection); }
    static void saved(SmsConn connection, SmPointer data, int)
    {
        if (of(data).m_client == connection)
            SmsDie(connection);
    }
    static void closed(SmsConn connection, SmPointer data, int count, char **reasons)
    {
        if (of(data).m_client == connection)
            of(data).m_client = nullptr;
        auto *ice = SmsGetIceConnection(connection);
        SmFreeReasons(count, reasons);
        SmsCleanUp(connection);
        IceSetShutdownNegotiation(ice, 0);
        IceCloseConnection(ice);
    }
    static void setProperties(SmsConn, SmPointer, int count, SmProp **properties)
    {
        for (int i = 0; i < count; ++i)
            SmFreeProperty(properties[i]);
        std::free(properties);
    }
    static void deleteProperties(SmsConn, SmPointer, int count, char **names)
    {
        for (int i = 0; i < count; ++i)
            std::free(names[i]);
        std::free(names);
    }
    static void getProperties(SmsConn connection, SmPointer) { SmsReturnProperties(connection, 0, nullptr); }
    static int joins(SmsConn, SmPointer data, unsigned long *mask, SmsCallbacks *calls, char **)
    {
        *mask = SmsRegisterClientProcMask | SmsInteractRequestProcMask | SmsInteractDoneProcMask | SmsSaveYourselfRequestProcMask
            | SmsSaveYourselfP2RequestProcMask | SmsSaveYourselfDoneProcMask | SmsCloseConnectionProcMask | SmsSetPropertiesProcMask
            | SmsDeletePropertiesProcMask | SmsGetPropertiesProcMask;
        calls->register_client = {registered, data};
        calls->interact_request = {interactRequest, data};
        calls->interact_done = {interactDone, data};
        calls->save_yourself_request = {saveRequest, data};
        calls->save_yourself_phase2_request = {phase2, data};
        calls->save_yourself_done = {saved, data};
        calls->close_connection = {closed, data};
        calls->set_properties = {setProperties, data};
        calls->delete_properties = {deleteProperties, data};
        calls->get_properties = {getProperties, data};
        return 1;
    }
    //! Instead of the library's own, which ends the process when a client is gone.
    static void broken(IceConn) { }
};

SessionManager &SessionManager::instance()
{
    static auto *manager = new SessionManager;
    return *manager;
}

SessionManager::SessionManager()
{
    char error[256];
    if (!SmsInitialize("zhike-test", "1", SessionCallbacks::joins, this, SessionCallbacks::anyHost, sizeof error, error))
        return;
    IceSetIOErrorHandler(SessionCallbacks::broken);
    int count = 0;
    IceListenObj *listeners = nullptr;
    if (!IceListenForConnections(&count, &listeners, sizeof error, error))
        return;
    for (int i = 0; i < count; ++i) {
        IceSetHostBasedAuthProc(listeners[i], SessionCallbacks::anyHost);
        auto *notifier = new QSocketNotifier(IceGetListenConnectionNumber(listeners[i]), QSocketNotifier::Read, this);
        connect(notifier, &QSocketNotifier::activated, this, [this, listener = listeners[i]] { accept(listener); });
    }
    auto *ids = IceComposeNetworkIdList(count, listeners);
    m_address = QString::fromLocal8Bit(ids);
    std::free(ids);
}

void SessionManager::accept(void *listener)
{
    IceAcceptStatus status;
    auto *connection = IceAcceptConnection(static_cast<IceListenObj>(listener), &status);
    if (!connection)
        return;
    auto *notifier = new QSocketNotifier(IceConnectionNumber(connection), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [notifier, connection] {
        const auto result = IceProcessMessages(connection, nullptr, nullptr);
        if (result == IceProcessMessagesSuccess)
            return;
        notifier->setEnabled(false);
        notifier->deleteLater();
        if (result == IceProcessMessagesIOError) {
            IceSetShutdownNegotiation(connection, 0);
            IceCloseConnection(connection);
        }
    });
}

void SessionManager::logout()
{
    if (m_client)
        SmsSaveYourself(static_cast<SmsConn>(m_client), SmSaveBoth, 1, SmInteractStyleAny, 0);
}

} // namespace zhike::testing
