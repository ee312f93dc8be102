// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/customerexport.h"
#include "services/desk.h"

#include <QDialog>
#include <atomic>
#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace zhike::ui {

//! Takes the list shown to a file: says what leaves and how much of it, asks why and where to. Stays open with everything typed when it is refused.
class ExportDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExportDialog)
public:
    //! \param rows as many as the list shows for the query; counted again when it is done
    ExportDialog(services::Desk &desk, const services::CustomerQuery &query, int rows, QWidget *parent = nullptr);
    ~ExportDialog() override;
    void reject() override; //!< while at work: stops it, and closes when it has ended

Q_SIGNALS:
    void exported(const QString &path, int rows);

private:
    void showRefusal(); //!< what stands in the way before anything is asked
    void chooseTarget();
    void start();
    void end(const Result<services::Exported> &result);
    void fail(const Error &error);
    void setWorking(bool working);
    void showProgress(int done, int total);

    services::Desk &m_desk;
    services::CustomerQuery m_query;
    int m_rows;
    std::shared_ptr<std::atomic_bool> m_stop = std::make_shared<std::atomic_bool>(false);
    bool m_working = false;
    QLineEdit *m_reason;
    QComboBox *m_encoding;
    QLineEdit *m_path;
    QPushButton *m_choose;
    QLabel *m_error;
    QPushButton *m_sync;
    QProgressBar *m_progress;
    QPushButton *m_export;
    QPushButton *m_cancel;
};

} // namespace zhike::ui
